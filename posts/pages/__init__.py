"""What a page shows and says around its own text: neighbours, suggestions, languages, a project's road."""
