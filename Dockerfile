# One image for all agents and for the command itself: tickbird agent collector, tickbird topics apply, …
#
#   docker build -t tickbird .                     # builds from the sources, in the image's own Maven
#   docker build -t tickbird --target prebuilt .   # from what Maven has built here: mvn -pl cli -am package

FROM eclipse-temurin:25-jre AS base
LABEL org.opencontainers.image.title="Tickbird" \
      org.opencontainers.image.description="Event-driven agents that keep fleets of PostgreSQL servers healthy" \
      org.opencontainers.image.licenses="Apache-2.0"
# A fixed number, for the permissions of mounted files. Volumes take over the owner of the folder that they are mounted on.
RUN groupadd --gid 10001 tickbird \
 && useradd --uid 10001 --gid tickbird --no-create-home --home-dir /var/lib/tickbird --shell /usr/sbin/nologin tickbird \
 && for folder in analyzer console executor fleet monitor sample store trust; do \
      install -d -o tickbird -g tickbird -m 0755 "/var/lib/tickbird/$folder"; done
COPY deploy/image/ /usr/local/bin/
WORKDIR /var/lib/tickbird
USER 10001:10001
ENTRYPOINT ["tickbird"]
CMD ["--help"]

# The brackets let this stage pass where nothing was built: builders without BuildKit run every stage.
FROM base AS prebuilt
COPY LICENSE cli/targe[t] /opt/tickbird/

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
ENV MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow
COPY pom.xml ./
COPY schemas/pom.xml schemas/
COPY runtime/pom.xml runtime/
COPY embedded/pom.xml embedded/
COPY testkit/pom.xml testkit/
COPY postgres/pom.xml postgres/
COPY collector/pom.xml collector/
COPY analyzer/pom.xml analyzer/
COPY executor/pom.xml executor/
COPY alerter/pom.xml alerter/
COPY console/pom.xml console/
COPY cli/pom.xml cli/
COPY e2e/pom.xml e2e/
COPY benchmarks/pom.xml benchmarks/
# Builds an empty class in every module, for the libraries and plugins that it fetches: a layer that only the POMs change.
RUN for pom in */pom.xml; do \
      folder="${pom%/*}/src/main/java/empty"; mkdir -p "$folder"; echo 'package empty; interface Empty {}' >"$folder/Empty.java"; done \
 && mkdir console/src/main/jte \
 && mvn -B -ntp -P '!format,!all-majors' -Dmaven.test.skip=true -pl cli -am package \
 && rm -rf */src */target
COPY . .
RUN mvn -B -ntp -P '!format,!all-majors' -Dmaven.test.skip=true -pl cli -am package \
 && mkdir -p /built/libraries /built/tickbird/lib \
 && mv cli/target/lib/tickbird-* /built/tickbird/lib/ && mv cli/target/lib/* /built/libraries/ \
 && mv LICENSE cli/target/tickbird-cli-*.jar /built/tickbird/

# The libraries are a layer of their own: a change of the code does not send them again.
FROM base AS image
COPY --from=build /built/libraries/ /opt/tickbird/lib/
COPY --from=build /built/tickbird/ /opt/tickbird/
