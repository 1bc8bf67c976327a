package clarify.context;

/** How many items of a section went into the text, and by how many tokens the whole text grew. */
record Appended(int items, int tokens) {

    static final Appended NOTHING = new Appended(0, 0);
}
