using FoldCP.Jobs.Postgres;

namespace FoldCP.Jobs.Tests.Postgres;

public sealed class PostgresTextTests
{
    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", 15)]
    [InlineData("postgres (PostgreSQL) 18.4", 18)]
    [InlineData("postgres (PostgreSQL) 18beta1", 18)]
    public void The_major_version_is_read_from_what_postgres_says(string answer, int major)
        => Assert.Equal(major, PostgresBinaries.MajorIn(answer));

    [Fact]
    public void Something_that_is_not_postgres_is_not_taken_for_it()
        => Assert.Throws<InvalidOperationException>(() => PostgresBinaries.MajorIn("psql 15"));

    [Theory]
    [InlineData("postgres:x:101:104::/:/bin/sh", null, "postgres", "104")]
    [InlineData("postgres:x:101:104::/:/bin/sh", "nobody", "nobody", "65534")]
    [InlineData("postgres:x:101:104::/:/bin/sh", "UNKNOWN", "postgres", "104")]
    [InlineData("postgres:x:101:104::/:/bin/sh", "root", "postgres", "104")]
    [InlineData("fred:x:1:1::/:/bin/sh", null, "nobody", "65534")]
    [InlineData("fred:x:1:1::/:/bin/sh", "fred", "fred", "1")]
    public void Root_hands_over_to_the_owner_of_the_data_or_to_postgres_or_to_nobody(string line, string? owner, string name, string group)
        => Assert.Equal(
            new PostgresAccount(name, group),
            PostgresAccount.For(owner, ["root:x:0:0::/root:/bin/sh", line, "nobody:x:65534:65534::/:/bin/sh"]));

    [Fact]
    public void A_pid_file_tells_process_port_and_socket()
        => Assert.Equal(new Postmaster(4711, 5432, "/tmp/x y"), Postmaster.In(["4711", "/data", "1", "5432", "/tmp/x y", ""]));

    [Fact]
    public void A_pid_file_that_is_disowned_keeps_all_but_the_process()
    {
        using var place = new TemporaryFolder();
        File.WriteAllLines(place.File("postmaster.pid"), ["1", "/data", "1", "5432", "/tmp", "", "5432001 32", "ready"]);

        Postmaster.Disown(place.File("postmaster.pid"));

        Assert.False(Postmaster.Read(place.File("postmaster.pid"))!.Exists);
        Assert.Equal("5432001 32", File.ReadAllLines(place.File("postmaster.pid"))[6]);
    }

    [Fact]
    public void Half_a_pid_file_tells_nothing()
        => Assert.Null(Postmaster.In(["4711", "/data"]));

    [Fact]
    public void Only_throw_away_data_do_without_fsync()
    {
        Assert.Contains("fsync = off", ClusterSettings.Text("/tmp/x", isDurable: false));
        Assert.DoesNotContain("fsync", ClusterSettings.Text("/tmp/x", isDurable: true));
    }
}
