package clarify.guest;

/** Data of the guest's own. */
public record Weather(String town, int degrees) {}
