"""What is said and written in German, French and Spanish: a grammar a language, and what is made of a talk with it."""
