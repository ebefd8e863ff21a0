# 原图在哪里、能证明什么。
originals-title = 用原图验证
originals-close = 关闭
originals-what = 原图是带透明背景的图片（PNG、WebP 或 TIFF），商品图由它生成。如果原图铺在黑色上与商品图一致，即可证实。原图只会被读取，绝不会被修改。
originals-where = 原图的位置
originals-beside = 与图片在一起
originals-folder = 原图文件夹（可选）
originals-folder-hint = 另外还在专门的文件夹中，按产品编号和文件名匹配
originals-images = 验证哪些图片
originals-flagged = 已标记的 { $shown } 张图片
originals-flagged-detail = 区分出错的图片与本来就是深色的照片
originals-all = 所有有原图的图片（共 { $shown } 张）
originals-all-detail = 耗时更长；还能找出黑底上的黑色商品，以及变成灰色的背景
originals-all-needs-folder = 需要原图文件夹；还能找出黑底上的黑色商品，以及变成灰色的背景
originals-none-flagged = 没有已标记的图片
originals-go = 查找原图并验证
originals-again = 重新验证
originals-repair = 修复 { $shown } 张图片…
originals-result-comma = ，
originals-result-flagged = 已标记的 { $shown } 张中有 { $proven } 张已证实
originals-result-all = { $shown } 张中有 { $proven } 张已证实
originals-result-not-mishap = { $shown } 张并未出错
originals-result-other-picture = { $shown } 张的原图是另一张图片
originals-result-no-original = { $shown } 张没有原图
originals-result-unreadable = { $shown } 张的原图无法读取
originals-result-stopped = 在 { $done } / { $total } 处停止：{ $result }

originals-error = 无法查找原图：{ $detail }
