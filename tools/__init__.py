"""What is run by hand to make the project's data; nothing here runs in the bot."""
