"""What the loader is made of: what the database holds, who changed it since, and how many rows are written at once."""
