using System.CommandLine;
using FoldCP.Engine.Run;

namespace FoldCP.Engine.Tests.Run;

public sealed class CommandLineTests
{
    [Fact]
    public void Commands_arguments_and_options_are_frozen()
    {
        string[] expected =
        [
            "--help", "--version", "fold", "fold RUN_FOLDER", "fold --ranks", "weights", "weights get", "weights get NAME", "weights get --from", "weights list",
            "ccd", "ccd import", "ccd import FILE", "ccd list", "ccd show", "ccd show CODE", "ccd subset", "ccd subset FILE", "ccd subset --codes", "ccd subset --out",
        ];

        var root = FoldCommand.Root();

        Assert.Equal(expected.Order(StringComparer.Ordinal), Names(root, "").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Names(Command command, string before) =>
    [
        .. command.Options.Select(option => before + option.Name),
        .. command.Arguments.Select(argument => before + argument.Name),
        .. command.Subcommands.Select(sub => before + sub.Name),
        .. command.Subcommands.SelectMany(sub => Names(sub, $"{before}{sub.Name} ")),
    ];
}
