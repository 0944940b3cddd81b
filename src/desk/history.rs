//! What was done to a file, so that it can be undone and done again.
