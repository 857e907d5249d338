using FoldCP.Jobs.Clusters.Local;

namespace FoldCP.Jobs.Tests.Clusters.Local;

public sealed class EngineEnvironmentTests
{
    [Theory]
    [InlineData("PATH")]
    [InlineData("HOME")]
    [InlineData("LC_ALL")]
    [InlineData("LD_LIBRARY_PATH")]
    [InlineData("DOTNET_ROOT")]
    [InlineData("CUDA_VISIBLE_DEVICES")]
    [InlineData("XDG_CACHE_HOME")]
    [InlineData("FOLDCP_WEIGHTS")]
    [InlineData("FOLDCP_CHEMISTRY")]
    [InlineData("FOLDCP_CCD")]
    [InlineData("FOLDCP_MOLECULES")]
    [InlineData("FOLDCP_MPIRUN")]
    [InlineData("OMPI_MCA_btl")]
    public void What_programs_and_gpus_need_passes(string name)
        => Assert.True(EngineEnvironment.Passes(name));

    [Theory]
    [InlineData("ConnectionStrings__FoldCP")]
    [InlineData("DOTNET_ConnectionStrings__FoldCP")]
    [InlineData("ASPNETCORE_Kestrel__Certificates__Default__Password")]
    [InlineData("FOLDCP_ADMIN_PASSWORD")]
    [InlineData("Administrator__Password")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS")]
    [InlineData("PGPASSWORD")]
    [InlineData("OMPI_COMM_WORLD_SIZE")]
    public void Settings_of_the_server_and_secrets_do_not(string name)
        => Assert.False(EngineEnvironment.Passes(name));
}
