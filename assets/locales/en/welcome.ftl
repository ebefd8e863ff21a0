# The first page.
welcome-title = Find product images whose background turned black
welcome-detail = Blackdrop looks through a folder of images, shows you the ones whose transparent background became black, and lists them for Excel
welcome-sample = Try the sample
welcome-sample-hint = Scans a small made-up catalogue, so that you can try everything
welcome-drop = Or drop a folder on this window
