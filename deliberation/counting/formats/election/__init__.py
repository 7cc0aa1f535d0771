"""The file of an election by posts: what it says, how it is read, what must hold."""
