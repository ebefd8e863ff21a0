app-name = Blackdrop
