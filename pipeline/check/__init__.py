"""Fourth stage: what a person should look at, how much of the text was used, and the contract itself."""
