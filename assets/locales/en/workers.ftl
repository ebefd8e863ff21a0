# The workers and the processor's cores.
workers-title = Workers
workers-rates = { $images } images/s · { $bytes }
workers-none = Each worker gets a row here as soon as a scan runs
workers-reading = reading
workers-decoding = decoding
workers-waiting = waiting
workers-images-rate = { $rate } img/s
workers-shares = { $reading } reading, { $decoding } decoding, { $waiting } waiting
workers-row = Worker { $number }: { $images }, { $bytes }; { $shares }; { $doing }
workers-idle = waiting for work
workers-silent = no answer for { $time }: { $path }
workers-abandoned = given up
workers-abandoned-at = given up, late answers are ignored: { $path }
workers-processor = Processor cores
workers-core = Core { $number }: { $load }
