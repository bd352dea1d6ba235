"""What readers see, one file per noun. Pages of people and projects are lists of posts, so they are made here too."""
