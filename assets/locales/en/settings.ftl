# Settings: their file, their window.
settings-unsaved = Settings could not be saved: { $detail }
settings-damaged-all = The settings could not be read and are as at the first start
settings-damaged-some = Some settings could not be read and are as at the first start: { $names }
settings-damaged-window = The window's place and the widths of columns could not be read and are as at the first start
settings-damaged-kept = { $told }. The damaged file was kept as { $file }

# What the settings are called in a list.
settings-name-separator = {", "}
settings-name-recent-folders = recent folders
settings-name-workers = number of workers
settings-name-sensitivity = sensitivity
settings-name-theme = theme
settings-name-language = language
settings-name-view = gallery or table
settings-name-thumbnail-size = size of pictures
settings-name-hidden-files = hidden files
settings-name-online-only-files = online-only files
settings-name-full-measurement = full measurement
settings-name-check-completely = complete check
settings-name-workers-panel = workers at the side
settings-name-keys = keys
settings-name-preview-panel = preview at the side
