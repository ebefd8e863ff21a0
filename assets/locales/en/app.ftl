# The program itself and its title.
app-name = Blackdrop
app-title-found = { $shown } found
app-title-paused = Paused
