using System.Net;
using FoldCP.Jobs.People;
using FoldCP.Tests;
using FoldCP.Web.People;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FoldCP.Web.Tests.Hosting;

/// <summary>The whole web server on a port of its own, with its own database and state folder. It can be started again in place.</summary>
public sealed class WebApp(TestCluster cluster) : IAsyncLifetime
{
    public const string Administrator = "admin";

    public const string Password = "correct horse battery";

    private readonly TestFolder _state = new();
    private readonly Dictionary<string, string> _settings = new()
    {
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Critical",
        [$"{AdministratorOptions.Section}:{nameof(AdministratorOptions.Password)}"] = Password,
    };

    private LoopbackServer? _server;
    private int _port;

    public string Url { get; private set; } = "";

    public string StateFolder => _state.Path;

    public string ConnectionString { get; private set; } = "";

    public IServiceProvider Services => _server!.Services;

    /// <summary>Before the start only.</summary>
    public WebApp With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await cluster.CreateDatabaseAsync();
        With("ConnectionStrings:FoldCP", ConnectionString).With("State:Folder", _state.Path);
        Start();
    }

    /// <summary>Stops the server and starts it on the same port, over what it left.</summary>
    public async Task RestartAsync()
    {
        await _server!.DisposeAsync();
        Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _state.Dispose();
    }

    /// <summary>A visitor with cookies of its own, who is told of redirects instead of following them and, where he says so, waits to be asked for a body.</summary>
    public Visitor Visit() => new(new HttpClient(
        new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
    { BaseAddress = new Uri(Url) });

    /// <summary>Someone without a role, who signs in with <see cref="Password"/>.</summary>
    public async Task<Person> AddMemberAsync(string name)
    {
        await using var scope = Services.CreateAsyncScope();
        var person = new Person { UserName = name };
        var result = await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().CreateAsync(person, Password);
        Assert.True(result.Succeeded);
        return person;
    }

    private void Start()
    {
        _server = new LoopbackServer(_settings, _port);
        _server.StartServer();
        Url = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _port = new Uri(Url).Port;
    }

    private sealed class LoopbackServer : WebApplicationFactory<Program>
    {
        private readonly Dictionary<string, string> _settings;

        public LoopbackServer(Dictionary<string, string> settings, int port)
        {
            _settings = settings;
            UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (setting, value) in _settings)
                builder.UseSetting(setting, value);
        }
    }
}
