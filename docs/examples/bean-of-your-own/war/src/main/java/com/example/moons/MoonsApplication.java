package com.example.moons;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Below the context root of this WAR, {@code /moons}. */
@ApplicationPath("/api")
public class MoonsApplication extends Application {}
