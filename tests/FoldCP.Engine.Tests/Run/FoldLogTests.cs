using FoldCP.Engine.Run;

namespace FoldCP.Engine.Tests.Run;

public sealed class FoldLogTests
{
    [Fact]
    public void Lines_that_find_no_room_are_counted_and_told_when_there_is_room_again()
    {
        var output = new FullDisk { IsFull = true };
        var log = new FoldLog(output);

        log.Say("first");
        log.Say("second");
        int lost = log.Lost;
        output.IsFull = false;
        log.Say("third");

        Assert.Equal((2, 0), (lost, log.Lost));
        Assert.Equal(["(2 lines could not be written here.)", "third"], output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class FullDisk : StringWriter
    {
        public bool IsFull { get; set; }

        public override void WriteLine(string? value)
        {
            if (IsFull)
                throw new IOException("No space left on device");
            Write(value + "\n");
        }
    }
}
