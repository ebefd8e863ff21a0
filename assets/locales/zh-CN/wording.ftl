wording-status-proven = 已证实
wording-status-black = 黑色背景
wording-status-doubtful = 存疑
wording-status-repaired = 已修复
wording-status-clear = 正常
wording-status-unreadable = 无法读取
wording-status-unreachable = 无法访问
wording-status-gone = 已不存在

wording-misnamed = 实为 { $format }
wording-note-transparency = 含透明

wording-error-empty-file = 文件为空
wording-error-not-an-image = 这不是图片
wording-error-really = 这不是可检查的图片，实为 { $kind }
wording-kind-web-page = 网页
wording-kind-pdf = PDF 文件
wording-kind-office-document = 办公文档
wording-kind-archive = 压缩包
wording-kind-film = 视频
wording-kind-sound = 音频
wording-kind-text = 文本
wording-kind-zeros = 全为零的数据，复制中断时常会如此
wording-error-damaged = { $format } 文件已损坏
wording-error-unsupported = 无法读取此类 { $format }
wording-error-too-many-pixels = 过大：{ $width } × { $height } 像素，上限为 { $limit } 百万像素
wording-error-too-much-memory = 过大：需要超过 { $limit } 的内存
wording-error-file-too-large = 过大：文件为 { $size }，上限为 { $limit }
wording-error-too-much-work = 解码工作量过大：文件要求的远多于其像素所需
wording-error-decoder-panicked = 解码器在处理此文件时出错

wording-reach-not-found = 文件已不存在
wording-reach-permission-denied = 没有读取权限
wording-reach-no-answer = { $time } 无响应
wording-reach-io = 磁盘或网络报告错误

wording-reason-black-corners = { $count ->
    [4] { $shown } 个角全部为纯黑
   *[other] 4 个角中有 { $shown } 个为纯黑
}
wording-reason-no-black-corner = 上方两个角都太亮，不像黑色背景：较暗的一个亮度为 { $level }（0 为黑，255 为白）
wording-reason-no-pure-corner = 没有一个角足够黑：最暗的角亮度为 { $level }（0 为黑，255 为白）
wording-reason-uneven-corner = 上方有一角较暗，但其中只有 { $percent } % 亮度完全一致：这是拍摄所得暗部的噪点
wording-reason-few-black-corners = 4 个角中只有 { $shown } 个为纯黑；黑色背景通常占据更多的角
wording-reason-connected-black = 画面的 { $percent } % 是与边缘相连的一整块黑色
wording-reason-small-black-area = 与边缘相连的黑色仅占画面的 { $percent } %：作为背景太少
wording-reason-enclosed-black = 画面有 { $percent } % 被围住且同样黑：这是透过把手、圆环或镂空屏幕看到的背景
wording-reason-dark-content = 黑色有起伏，但其周围有画面的 { $percent } % 亮度完全一致：可能是黑色背景上的深色商品
wording-reason-even-black = 黑色区域有 { $percent } % 亮度完全一致，是软件填充的黑色，没有拍摄所得黑色的噪点
wording-reason-uneven-black = 黑色区域仅 { $percent } % 亮度完全一致；其余部分有起伏，像是拍摄所得暗部的噪点
wording-reason-narrow-black = 黑色区域太窄，JPEG 噪点遍及其中：仅 { $percent } % 亮度完全一致，不足以说明问题
wording-reason-black-border = 四周边缘有 { $percent } % 接近黑色
wording-reason-partly-black-border = 四周边缘仅 { $percent } % 接近黑色：其余部分是别的内容
wording-reason-black-bars = 两条等宽黑边占画面的 { $percent } %，如同电影画面或补边照片
wording-reason-uneven-bars = 两侧黑边等宽，但画面仅在其 { $percent } % 的长度上沿直线开始：可能是飘动的旗帜，也可能是边缘较暗的补边照片
wording-reason-framed-rectangle = 黑色围住一个端正的矩形（填满 { $percent } %）：可能是带边框的图片
wording-reason-scattered-content = 可见内容零散，分成 { $shown } 块：可能是星星、灯光或文字
wording-reason-soft-edge = 黑色逐渐变亮：其外侧有 { $percent } % 仍然较暗。光线会这样渐变，填充的背景则会截止
wording-reason-light-edge = 浅色画布或线条占画面的 { $percent } %；其内侧看起来是黑色背景
wording-reason-nothing-visible = 画面有 { $percent } % 为黑色，看不清任何内容
wording-reason-transparency-black = 含透明（占画面的 { $percent } %）：经丢弃透明度的工具处理会变黑；其隐藏颜色也是黑色，因此任何此类工具都会使它变黑
wording-reason-transparency-colours = 含透明（占画面的 { $percent } %）：经丢弃透明度的工具处理会变黑；有些工具则会露出其隐藏颜色
wording-reason-transparency-mixed = 含透明（占画面的 { $percent } %）：经丢弃透明度的工具处理会变黑；有些工具则会露出其隐藏颜色，其中 { $hidden } % 为黑色
wording-reason-transparency-slight = 局部略微透明：经丢弃透明度的工具处理，这些部分会变暗

wording-proof-laid-on-black = 已证实：原图 { $original } 放到黑色背景上，与此图片一致
wording-proof-alpha-dropped = 已证实：原图 { $original } 去掉透明后露出隐藏的颜色，与此图片一致
wording-proof-either = 已证实：原图 { $original } 去掉透明后，与此图片一致
wording-proof-not-the-mishap = 并非此问题：原图 { $original } 放到白色背景上，与此图片一致
wording-proof-on-a-colour = 并非此问题：原图 { $original } 放到颜色 { $colour } 的背景上，与此图片一致
wording-proof-does-not-match = 未证实：{ $original } 的名称与原图相符，但内容是另一张图片
wording-proof-not-sure = 未证实：{ $original } 看起来相像，但还不足以确定
wording-proof-too-little-to-tell = 未证实：{ $original } 放在黑底上看起来一样，但不足以分辨：它在黑底上是黑色的，或者另一张原图看起来也一样
wording-answer = 有人确认：这是它的原图
wording-proof-no-original = 未找到原图：没有名称相符的透明图片
wording-proof-unreadable = 无法比较 { $original }：{ $detail }
wording-proof-unreadable-unnamed = 无法比较其原图：{ $detail }
wording-proof-on-white = { $claim }（差异 { $difference }，满值 255；若放到白色背景上则为 { $other }）
wording-proof-on-black = { $claim }（差异 { $difference }，满值 255；若放到黑色背景上则为 { $other }）
wording-proof-at-least = { $claim }（最小差异为 { $difference }，满值 255）
wording-repair-elsewhere = 已修复：新文件为 { $file }
wording-repair-in-place = 已原位修复：黑色文件保存为 { $file }
