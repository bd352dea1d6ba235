"""Whatever has a name and a slug: people, organizations, projects, and what posts are sorted by."""
