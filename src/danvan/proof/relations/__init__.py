"""What statements have to do with one another: wholes and parts, one fact told twice, words and names alike."""
