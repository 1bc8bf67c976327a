package clarify.redis;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a name, however long that takes. */
@FunctionalInterface
interface Resolver {

    InetAddress[] resolve(String host) throws UnknownHostException;
}
