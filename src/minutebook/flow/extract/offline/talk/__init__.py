"""The talk as lines: turns and sentences made ready for reading, what each may carry and do, what a pronoun stands for."""
