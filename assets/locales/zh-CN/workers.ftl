# 工作线程与处理器核心。
workers-title = 工作线程
workers-rates = { $images } 张/秒 · { $bytes }
workers-none = 扫描开始后，每个工作线程会在这里占一行
workers-reading = 读取
workers-decoding = 解码
workers-waiting = 等待
workers-images-rate = { $rate } 张/秒
workers-shares = 读取 { $reading }，解码 { $decoding }，等待 { $waiting }
workers-row = 工作线程 { $number }：{ $images }，{ $bytes }；{ $shares }；{ $doing }
workers-idle = 等待任务
workers-silent = 已有 { $time } 没有响应：{ $path }
workers-abandoned = 已放弃
workers-abandoned-at = 已放弃，迟到的结果会被忽略：{ $path }
workers-processor = 处理器核心
workers-core = 核心 { $number }：{ $load }
