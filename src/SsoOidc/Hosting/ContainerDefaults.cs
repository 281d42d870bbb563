using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SsoOidc.Hosting;

/// <summary>What a container gives to a client that does not say otherwise.</summary>
internal static class ContainerDefaults
{
    public static void Fill(SsoOidcClientOptions options, IServiceProvider provider, string handlerName)
    {
        Fill(options, "TimeProvider", static level => level.TimeProvider, provider.GetService<TimeProvider>(), static (level, value) => level.TimeProvider = value);
        Fill(
            options,
            "Telemetry.MeterFactory",
            static level => level.Telemetry.MeterFactory,
            provider.GetService<IMeterFactory>(),
            static (level, value) => level.Telemetry.MeterFactory = value);
        Fill(options, "LoggerFactory", static level => level.LoggerFactory, provider.GetService<ILoggerFactory>(), static (level, value) => level.LoggerFactory = value);
        if (Given(options, static level => (object?)level.Http.Handler ?? (object?)level.Http.Client ?? level.Http.HandlerFactory) is null)
        {
            Fill(
                options,
                "Http.HandlerFactory",
                static level => level.Http.HandlerFactory,
                provider.GetRequiredService<IHttpMessageHandlerFactory>(),
                static (level, value) => level.Http.HandlerFactory = value);
            Fill(options, "Http.HandlerName", static level => level.Http.HandlerName, handlerName, static (level, value) => level.Http.HandlerName = value);
        }
    }

    private static void Fill<T>(
        SsoOidcClientOptions options, string name, Func<SsoOidcClientOptions, T?> read, T? offered, Action<SsoOidcClientOptions, T> set)
        where T : class
    {
        if (offered is not null && Given(options, read) is null)
        {
            set(options, offered);
            options.NoteSource(name, offered, "the container");
        }
    }

    // The first level that has it; a level is not visited twice, since defaults may lead back to themselves.
    private static T? Given<T>(SsoOidcClientOptions options, Func<SsoOidcClientOptions, T?> read)
        where T : class
    {
        var visited = new HashSet<SsoOidcClientOptions>();
        for (var level = options; level is not null && visited.Add(level); level = level.Defaults)
        {
            if (read(level) is { } value)
            {
                return value;
            }
        }

        return null;
    }
}

/// <summary>Options that nobody has: making them makes the client, so that the check of options at the start checks the client.</summary>
internal sealed class ClientStart;
