"""Second readings: asking a language model beside the embedded reader, and keeping both."""
