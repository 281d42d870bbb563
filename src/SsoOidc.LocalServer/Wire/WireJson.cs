using System.Text.Json.Serialization;

namespace SsoOidc.LocalServer.Wire;

/// <summary>How answers are written: camelCase, absent members left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RegisterClientAnswer))]
[JsonSerializable(typeof(StartDeviceAuthorizationAnswer))]
[JsonSerializable(typeof(CreateTokenAnswer))]
[JsonSerializable(typeof(CreateTokenWithIamAnswer))]
[JsonSerializable(typeof(FaultBody))]
internal sealed partial class WireJson : JsonSerializerContext;
