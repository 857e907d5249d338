# The web server with the CPU engine beside it. Build from the repository's root: docker build -f docker/web.Dockerfile .
FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
ENV CI=true
RUN dotnet publish FoldCP.Web -c Release -o /app && dotnet publish FoldCP.Engine -c Release -o /app/engine
RUN FoldCP.Engine/Chemistry/Native/setup /app/engine

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# What the chemistry toolkit is linked against, which both stages have from the same distribution.
RUN apt-get update && apt-get install -y --no-install-recommends '^librdkit1(t64)?$' && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
RUN install -d -o $APP_UID -m 711 /var/lib/foldcp
ENV State__Folder=/var/lib/foldcp ASPNETCORE_HTTP_PORTS=5080
WORKDIR /app
USER $APP_UID
VOLUME /var/lib/foldcp
EXPOSE 5080
ENTRYPOINT ["dotnet", "FoldCP.Web.dll"]
