"""Sources: a place (file, folder, standard input) → articles and problems. All reading is done here."""
