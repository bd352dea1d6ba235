"""What the timeline is made of: the moments a text names, the order of the listings, and days that agree with both. Pure."""
