package dev.tickbird.console.web;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;

/** The OpenAPI document is written at compile time from the controllers. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "tickbird",
                        version = "v1",
                        description = "Findings, proposals and decisions of a fleet of PostgreSQL servers.",
                        license = @License(name = "Apache-2.0")))
final class OpenApi {
    private OpenApi() {}
}
