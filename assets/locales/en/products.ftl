# The table of products.
products-view = Products
products-list = { $count ->
    [one] One product shown
   *[other] { $shown } products shown
}
products-shown = { $count ->
    [one] One product
   *[other] { $shown } products
}
products-none = Without a product
products-images = { $count ->
    [one] One image
   *[other] { $shown } images
}
products-reviewed = { $reviewed } of { $flagged } flagged reviewed
products-of = { $reviewed } of { $flagged }
products-open = Show the images of { $product }
products-rule = Which folder is the product
products-rule-usual = By its number of 8 to 14 digits, else the first folder (usual)
products-rule-folder = The product is this folder: { $folder }
products-all-reviewed = Every flagged image of every other product is reviewed

products-column-product = Product
products-column-images = Images
products-column-black = Black
products-column-doubtful = Doubtful
products-column-unreadable = Unreadable
products-column-reviewed = Reviewed
products-column-confirmed = Confirmed
products-column-false-alarms = False alarms
