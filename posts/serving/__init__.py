"""How pages stay fast and never stale: prepared queries, the content version and the triggers that keep it, middleware."""
