"""The citizen's own page, after sign-in with ID-porten: one's own case, and others' by mandate."""
