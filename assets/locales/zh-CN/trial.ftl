# 找出最佳的工作线程数。
trial-open = 找出最佳的工作线程数…
trial-stop-first = 正在扫描。请先停止扫描，再进行测量
trial-title = 找出最佳的工作线程数
trial-close = 关闭
trial-folder = 文件夹：{ $path }
trial-what = 依次用 1、2、4 直至 { $most } 个工作线程检查此文件夹中的至多 { $images } 张图片，并显示哪个数目最快。最多约需 { $time }，不会改动任何文件。
trial-start = 开始测量
trial-cancel = 取消
trial-again = 重新测量
trial-use = 使用 { $shown } 个工作线程

# 测量进行时。
trial-listing = 正在查找图片：目前找到 { $shown } 张
trial-reading-ahead = 图片较少：先把全部图片读取一遍，使各次测量的条件相同
trial-measuring = 正在测量 { $shown } 个工作线程，第 { $round } 轮，共 2 轮

# 图表。
trial-workers = { $shown } 个工作线程
trial-rate = { $rate } 张/秒
trial-speed-up = { $times } 倍
trial-bar = { $workers }：{ $rate }，速度是单个工作线程的 { $times } 倍
trial-bar-single = { $workers }：{ $rate }
trial-bar-best = { $bar }；最佳
trial-bar-unknown = { $workers }：尚未测量
trial-bar-needless = { $workers }：无需测量
trial-needless = 无需测量

# 结果。
trial-best =
    { $count ->
        [1] { $shown } 个工作线程最佳：{ $rate }。
       *[other] { $shown } 个工作线程最佳：{ $rate }，速度是单个工作线程的 { $times } 倍。
    }
trial-best-single = 在这里，更多的工作线程并不会更快。
trial-best-smaller = { $shown } 个工作线程也几乎不会更快。
trial-sample-untouched = 所测量的文件在本次测量中都是第一次读取。
trial-sample-scanned = 不过这些文件之前扫描过，可能仍在本机内存中，因此磁盘或网络会显得比实际更快。
trial-sample-read-before = 文件夹中图片较少，所测量的文件事先已读取过：磁盘或网络的速度不包含在这些数字里。

# 没有结果的原因。
trial-error-no-images = 此文件夹中没有可以检查的图片
trial-error-folder = 无法读取此文件夹：{ $detail }
trial-error-images = 所有图片都无法读取：{ $reason }
trial-error-no-answer = 磁盘或网络没有及时响应
trial-error-failed = 程序内部出错：{ $detail }
