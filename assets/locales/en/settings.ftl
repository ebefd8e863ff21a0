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
settings-name-originals-folder = The folder of originals
settings-name-originals-folders = What was chosen for each folder
settings-name-repair = How repaired files are made

# The window.
settings-title = Settings
settings-close = Close
settings-page-general = General
settings-page-scan = Scanning
settings-page-keys = Keys
settings-page-files = Folders and files
settings-as-system = As the system
settings-theme = Appearance
settings-theme-as-system = Appearance as the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-language = Language
settings-language-as-system = Language as the system
settings-thumbnail-size = Size of the pictures in the gallery
settings-workers = Workers
settings-workers-per-core =
    { $count ->
        [one] One per core, { $shown } on this computer
       *[other] One per core, { $shown } on this computer
    }
settings-workers-fixed = Always this number
settings-workers-why = More workers than cores help on slow network shares
settings-sensitivity-custom = Numbers of your own are in force now; choosing one of these replaces them
settings-keys-how = Click a key, then press the new one
settings-keys-press = Press a key, Esc leaves it
settings-keys-none = None
settings-keys-change = { $action }, { $keys }
settings-keys-reset = Usual keys for { $action }
settings-keys-reset-all = All as usual
settings-keys-taken = { $key } already means “{ $action }”. If you use it here, that gets the free key, unless it has another one
settings-keys-take = Use it here
settings-keys-leave = Leave it
settings-place-database = Decisions and earlier scans
settings-place-settings = Settings
settings-place-log = Log
settings-show = Show in file manager
settings-show-database = Show the database in the file manager
settings-show-settings = Show the settings in the file manager
settings-show-log = Show the log in the file manager
settings-recent = Recent folders
settings-recent-none = No folder was scanned yet
settings-recent-forget = Forget { $folder }
settings-recent-forget-all = Forget all folders
settings-no-log = There is no log: this system names no folder for it

# What this program is.
settings-about = About Blackdrop
settings-about-version = Blackdrop { $version }
settings-about-what = Finds product images whose transparent background turned black, and lets you check them by eye.
settings-about-licence = Licence: { $licence }
settings-about-private = Your images are only read, and nothing leaves your computer.
