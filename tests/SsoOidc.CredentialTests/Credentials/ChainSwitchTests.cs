using SsoOidc.Credentials;
using SsoOidc.Pipeline;
using SsoOidc.Pipeline.Handlers;

namespace SsoOidc.CredentialTests.Credentials;

/// <summary>The switch is one of the process, so nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(ChainSwitchTests), DisableParallelization = true)]
public sealed class ChainSwitchDefinition;

[Collection(nameof(ChainSwitchTests))]
public sealed class ChainSwitchTests : IDisposable
{
    private readonly Machine _machine = new();

    public ChainSwitchTests() => AppContext.SetSwitch(DefaultCredentialChain.SwitchName, false);

    [Fact]
    public async Task Without_the_chain_keys_in_the_options_and_in_the_environment_are_left()
    {
        _machine.Credentials = "[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key = s\n";
        string message = await _machine.FailsAsync();
        Assert.Contains("SsoOidc.DefaultCredentialChain", message, StringComparison.Ordinal);
        Assert.Empty(_machine.Files.Opened);

        _machine.Environment["AWS_ACCESS_KEY_ID"] = "AKIDENV";
        _machine.Environment["AWS_SECRET_ACCESS_KEY"] = "s";
        Assert.Equal("AKIDENV", (await _machine.GetAsync()).AccessKey);
        Assert.Equal("AKIDOPT", (await _machine.GetAsync(keys: new StaticKeys("AKIDOPT", "s", null, null))).AccessKey);
    }

    [Fact]
    public void Without_the_chain_the_defaults_mode_auto_asks_nobody()
    {
        _machine.Environment.Remove("AWS_EC2_METADATA_DISABLED");
        Assert.False(HasModeHandler());

        AppContext.SetSwitch(DefaultCredentialChain.SwitchName, true);
        Assert.True(HasModeHandler());
    }

    public void Dispose()
    {
        AppContext.SetSwitch(DefaultCredentialChain.SwitchName, true);
        _machine.Dispose();
    }

    private bool HasModeHandler()
    {
        using var client = new SsoOidcClient(new SsoOidcClientOptions
        {
            Region = "us-west-2",
            DefaultsMode = DefaultsMode.Auto,
            Seams = _machine.Seams,
        });
        return client.Handlers.Compile(new CallKind(Operations.CreateToken, false, false)).Any(static handler => handler is DefaultsModeHandler);
    }
}
