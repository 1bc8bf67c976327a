package clarify.guest;

/** Data of the other project. */
public record Weather(String town, int degrees) {}
