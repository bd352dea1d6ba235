"""What imports write, for people to read, correct, decide about and undo."""
