package com.example.moons;

import com.example.moons.Moons.Moon;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

@Path("/{name}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MoonsResource {

    @Inject
    Moons moons;

    @GET
    public Moon moon(@PathParam("name") String name) {
        return moons.moon(name).orElseThrow(NotFoundException::new);
    }
}
