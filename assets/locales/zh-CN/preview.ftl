preview-nothing = 未选择图片
preview-nothing-hint = 选择一张图片，查看大图和判定理由
preview-loading = 正在加载…
preview-changed = 此文件在检测后已被更改，正在重新检测
preview-picture = { $name } 的图片
preview-picture-coarse = { $name } 的图片，加载完成前为粗略显示
preview-picture-none = 尚无 { $name } 的图片
preview-enlarge = 放大查看 (Enter)
preview-back = 返回结果
preview-previous = 上一张
preview-next = 下一张

preview-fit = 完整显示 (0)
preview-actual = 原始大小 (1)
preview-zoom-in = 放大 (+)
preview-zoom-out = 缩小 (-)
preview-area = 显示黑色区域 (B)
preview-area-hatched = 斜线：与边缘相连的黑色
preview-area-dashed = 虚线：其余内容的范围
preview-area-corners = 方块：四个角，纯黑的为实心
preview-ring = 显示测量的边缘
preview-pixel-mark = 标出像素 (5,5)

preview-pixel = 像素 ({ $place })
preview-pixel-values = 红 { $red }，绿 { $green }，蓝 { $blue }；总和 { $sum }（满值 765）

preview-main-colour = 主色
preview-main-colour-values = 红 { $red }，绿 { $green }，蓝 { $blue }
preview-main-colour-share = { $hex }；占画面的 { $share }

preview-file = 文件
preview-product = 产品
preview-format = 格式
preview-dimensions = 宽 × 高
preview-size = 大小
preview-border = 黑色边缘
preview-copy-path = 复制路径
preview-open = 打开
preview-reveal = 在文件管理器中显示
