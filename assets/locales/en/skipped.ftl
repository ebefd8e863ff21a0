# What was not looked at.
skipped-title = Not looked at
skipped-all = All
skipped-hidden-files = Hidden files
skipped-hidden-folders = Hidden folders
skipped-online-only = Online-only files
skipped-linked-folders = Links to folders
skipped-not-files = Not files
skipped-unreadable-folders = Unreadable folders
skipped-why-hidden-file = Hidden file
skipped-why-hidden-folder = Hidden folder; what is in it was not counted
skipped-why-online-only = Its content is only in the cloud; reading it would download it
skipped-why-other-kind = { $kind } images can't be inspected
skipped-why-linked-folder = A link to a folder; it was not followed
skipped-why-not-a-file = Named like an image, but a folder, a pipe or a device
skipped-why-unreadable-folder = The folder could not be read: { $detail }
skipped-none = Nothing was left out
skipped-close = Close
