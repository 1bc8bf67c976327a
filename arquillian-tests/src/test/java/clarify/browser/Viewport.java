package clarify.browser;

/** Window size and colour scheme. */
enum Viewport {
    WIDE(1280, 860, false),
    NARROW(360, 740, false),
    DARK(1280, 860, true),
    NARROW_DARK(360, 740, true);

    final int width;
    final int height;
    final boolean isDark;

    Viewport(int width, int height, boolean isDark) {
        this.width = width;
        this.height = height;
        this.isDark = isDark;
    }
}
