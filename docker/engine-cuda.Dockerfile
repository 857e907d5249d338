# Prepared and untested: written where there was neither a GPU nor the package (docs/gpu.md). As a command: docker run --gpus all -v RUN_FOLDER:/run-folder IMAGE fold /run-folder
# Build from the repository's root: docker build -f docker/engine-cuda.Dockerfile . (downloads about 3 GB of libtorch and CUDA)
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish FoldCP.Engine -c Release -p:TorchDevice=cuda -o /engine
RUN FoldCP.Engine/Chemistry/Native/setup /engine

# CUDA's own libraries come with libtorch; the driver's come from the host, by the NVIDIA container toolkit.
FROM mcr.microsoft.com/dotnet/runtime:10.0
# What the chemistry toolkit is linked against, which both stages have from the same distribution.
RUN apt-get update && apt-get install -y --no-install-recommends '^librdkit1(t64)?$' && rm -rf /var/lib/apt/lists/*
COPY --from=build /engine /engine
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
USER $APP_UID
ENTRYPOINT ["dotnet", "/engine/FoldCP.Engine.dll"]
