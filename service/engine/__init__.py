"""The engine as a process: started, watched, trained apart for a trial."""
