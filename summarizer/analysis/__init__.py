"""What a sentence tells: names, outlets, who says it, quantities, dates, claims, and whether it can stand alone."""
