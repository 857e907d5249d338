using Microsoft.Extensions.Logging;

namespace FoldCP.Jobs.Tests;

public sealed class HangfireLogTests
{
    [Fact]
    public void A_server_that_is_gone_does_not_keep_others_from_creating_jobs()
    {
        var logs = LoggerFactory.Create(_ => { });
        var log = new HangfireLog(logs);
        var living = log.GetLogger("before");
        logs.Dispose();

        Assert.NotNull(living);
        Assert.False(log.GetLogger("after").Log(Hangfire.Logging.LogLevel.Error, () => "nobody hears it"));
    }
}
