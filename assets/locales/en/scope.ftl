# The bar over a part of the results.
scope-back = Back to where you were
scope-product = Product { $product }
scope-leave = { $subject }, leave
scope-next-product = Next product to review
scope-run = Written { $time }
scope-check-clear = Sample of { $shown } clear images
scope-check-flagged = Sample of { $shown } flagged images
scope-questions = Is this its original?
