"""What forms and pages of the admin are built of; none of it knows a model's page."""
