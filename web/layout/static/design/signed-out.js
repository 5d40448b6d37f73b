// Tells the other tabs of this browser that somebody has signed out or is done.
new BroadcastChannel("brukervalg").postMessage("out");
