# The bar over a part of the results.
scope-back = Back to where you were
scope-product = Product { $product }
scope-leave = { $subject }, leave
scope-next-product = Next product to review
