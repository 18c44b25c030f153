"""Words, before anybody says them: the patterns of a language, stems, figures, sentences."""
