"""What can go wrong, each as one sentence that says what happened and what to do."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "no_such_file": "There is no file at “{path}”. Check the name, or choose the file again.",
    "unreadable_file": "“{path}” could not be read. Check that you may open it.",
    "unwritable_file": "“{path}” could not be saved there. Choose another place.",
    "not_a_picture": "“{path}” is not a picture that Facet can read. Use HEIC, JPEG, PNG, WebP, "
    "TIFF, GIF, BMP or AVIF.",
    "truncated_picture": "“{path}” is damaged or incomplete. Save or download the picture again.",
    "cannot_keep_picture": "The picture could not be kept in “{path}”. Free some space, and paste "
    "it again.",
    "picture_too_large": "“{path}” has more than {limit} million pixels. Make it smaller first.",
    "picture_too_thin": "“{path}” is too long and thin to look at. Crop it first.",
    "not_a_sound": "“{path}” is not a sound that Facet can read. Use M4A, MP3, WAV, FLAC, "
    "AIFF or OGG.",
    "sound_too_long": "“{path}” is longer than {limit} minutes. Cut it into shorter parts.",
    "sound_too_short": "“{path}” is too short to hear anything. Record it again.",
    "not_a_medium": "“{path}” is not a picture, a sound or a video that Facet can read. Choose "
    "another file.",
    "not_a_clip": "“{path}” is not a video that Facet can read. Use MOV or MP4.",
    "clip_too_long": "“{path}” is longer than {limit} seconds. Cut out the part that matters.",
    "not_a_checkpoint": "“{path}” is not a model folder. Choose the folder that holds "
    "config.json and the .safetensors files.",
    "unreadable_config": "“{path}” is damaged. Download the model's config.json again.",
    "other_model": "“{path}” holds a model of the kind “{family}”. Facet runs Gemma 4 only.",
    "missing_shards": "The model in “{path}” is incomplete: {missing} is missing. "
    "Download the model again.",
    "damaged_weights": "“{path}” is damaged. Download the file again.",
    "mismatched_weights": "The weights in “{path}” do not match their config.json: {detail}. "
    "Download the model again.",
    "unreadable_tokenizer": "The tokenizer in “{path}” is missing or damaged. "
    "Download tokenizer.json again.",
    "cannot_mend": "The mended model could not be written to “{path}”. Check that you may write "
    "there, and that the disk has room.",
    "already_quantised": "The model in “{path}” is quantised already. Choose the one that it was "
    "made from, in bf16.",
    "folder_taken": "There is something at “{path}” already. Choose another name.",
    "unwritable_folder": "The model could not be written to “{path}”. Free some space, or choose "
    "another place.",
    "no_room_to_convert": "The model takes {need} GB, and at “{path}” {free} GB are free. Free "
    "some space, or choose another disk.",
    "prompt_too_long": "This conversation has {tokens} tokens, and {model} takes {limit}. "
    "Start a new chat, or shorten the message.",
    "empty_prompt": "There is nothing to answer yet. Write something, or add a picture.",
    "cannot_see": "{model} cannot see pictures. Choose a model that can, or remove the picture.",
    "cannot_hear": "{model} cannot hear. Choose Gemma 4 E2B, E4B or 12B, or remove the sound.",
    "cannot_watch": "{model} cannot watch video. Choose a model that can, or remove the clip.",
    "no_such_model": "There is no model “{name}” on this Mac. See which there are with "
    "`facet models list`.",
    "not_facets_model": "The model in “{path}” belongs to another app. Delete it there.",
    "undeletable_model": "“{path}” could not be deleted. Check that you may change it.",
    "nothing_fits": "No Gemma 4 model fits the memory of this Mac.",
    "no_model": "No model is loaded. Choose one first.",
    "bad_messages": "The messages are not in the expected form: {detail}.",
    "out_of_memory": "There is not enough memory for this. Close other apps, or choose a "
    "smaller model.",
    "short_memory": "{model} takes {lacking} GB more memory than is free. It may be slow; close "
    "other apps, or choose a smaller model.",
    "short_context": "There is memory for {tokens} of the {limit} tokens that {model} takes. Close "
    "other apps, and chats can be longer.",
    "no_display": "There is no display to open a window on. Use `facet ask` in the terminal.",
    "cannot_keep_chats": "This chat can't be saved in “{path}” at the moment. Free some space on "
    "the disk; it is tried again, and nothing is lost while Facet is open.",
    "unreadable_chats": "The chats in “{path}” could not be read. They are left as they are; Facet "
    "begins with a new one.",
    "chats_recovered": "The file of your chats was damaged. Chats recovered: {count}. The damaged "
    "file is kept as “{path}”.",
    "chats_lost": "The file of your chats was damaged, and no chat in it could be read. It is kept "
    "as “{path}”.",
    "newer_chats": "The chats in “{path}” were written by a newer Facet. Update Facet to see "
    "them; until then nothing is saved.",
    "not_an_export": "“{path}” holds no chats that Facet can bring in. Choose a file that Facet, "
    "ChatGPT or LM Studio has written.",
    "damaged_export": "“{path}” is damaged or incomplete. Export or download the chats again.",
    "newer_export": "“{path}” was written by a newer Facet. Update Facet to bring it in.",
    "export_too_large": "“{path}” holds more than Facet brings in at once. Export fewer chats.",
    "no_sound_system": "Sound cannot be recorded or played here: the PortAudio library is missing. "
    "Install libportaudio2, and restart Facet.",
    "sound_system_stuck": "The sound of this computer does not answer. Unplug the microphone and "
    "plug it in again, or restart Facet.",
    "no_microphone": "There is no microphone. Plug one in, and try again.",
    "microphone_gone": "The microphone “{name}” is not there any more. Plug it in, or choose "
    "another one.",
    "microphone_busy": "The microphone “{name}” could not be opened. Close other apps that use it, "
    "and try again.",
    "microphone_not_ready": "The microphone was not ready yet. Speak when the bars begin to move.",
    "microphone_lost": "The microphone was unplugged. What was recorded until then is kept.",
    "microphone_lost_at_once": "The microphone was unplugged before anything was recorded. Plug it "
    "in, and try again.",
    "recording_too_short": "That was too short to hear anything. Speak a little longer.",
    "microphone_silent": "Nothing but silence came from the microphone. Check that it is not "
    "muted, and that Facet may use it in System Settings › Privacy & Security › Microphone.",
    "microphone_refused": "Facet may not use the microphone. Allow it in System Settings › "
    "Privacy & Security › Microphone, and try again.",
    "no_speaker": "The recording could not be played. Connect a loudspeaker or headphones, and "
    "try again.",
    "cannot_keep_recording": "The recording could not be kept in “{path}”. Free some space, and "
    "try again.",
    "engine_died": "The model stopped unexpectedly. Nothing you wrote is lost.",
    "engine_out_of_memory": "The model ran out of memory and stopped. Nothing you wrote is lost; "
    "close other apps, or choose a smaller model.",
    "engine_would_not_start": "The model's process could not be started. Restart Facet.",
    "no_voice": "There is no voice to read aloud with. Add one in System Settings › "
    "Accessibility › Spoken Content.",
    "bad_repository_name": "“{repository}” is not the name of a model on Hugging Face. Write it as "
    "publisher/model.",
    "no_such_repository": "There is no model “{repository}”, or it is private. Check the name; a "
    "private one needs your access token.",
    "no_such_revision": "“{repository}” has nothing to download yet. Choose another model.",
    "no_model_in_repository": "“{repository}” holds no model that Facet can run. Choose one with "
    "config.json and .safetensors files.",
    "needs_token": "“{repository}” is for those alone who have accepted its licence. Make an "
    "access token at huggingface.co/settings/tokens, and enter it.",
    "needs_licence": "“{repository}” is for those alone who have accepted its licence. Accept it "
    "at huggingface.co/{repository}, and try again.",
    "bad_token": "Hugging Face does not accept this access token. Make a new one at "
    "huggingface.co/settings/tokens, and enter it.",
    "no_keychain": "The access token could not be kept: there is no keychain, or it is locked. "
    "Unlock it, or set HF_TOKEN in the environment.",
    "hub_refuses": "{host} does not hand “{repository}” out. See huggingface.co/{repository} for "
    "the reason.",
    "hub_busy": "{host} takes no more requests from here for now. Go on in a few minutes; what "
    "has come is kept.",
    "hub_down": "{host} has a fault of its own ({status}). Go on later; what has come is kept.",
    "hub_switched_off": "HF_HUB_OFFLINE forbids every download. Take it out of the environment, "
    "and restart Facet.",
    "not_the_hub": "What {host} answers is not what Hugging Face does. Check the connection, and "
    "HF_ENDPOINT if it is set.",
    "not_trusted": "{host} could not prove who it is. Check the date of this computer, the network "
    "and its proxy.",
    "bad_proxy": "The proxy does not work: {detail}. Check the system's proxy settings, and "
    "HTTPS_PROXY and ALL_PROXY if they are set.",
    "stays_offline": "Facet is set to stay offline. Allow connections in Settings › Privacy, and "
    "go on.",
    "no_connection": "{host} can't be reached. Check the connection to the internet, and go on; "
    "what has come is kept.",
    "connection_broken": "The connection to {host} broke off. Go on when it is better; what has "
    "come is kept.",
    "file_gone": "“{file}” is listed in “{repository}”, but is not there. Try again later, or "
    "choose another model.",
    "damaged_download": "“{file}” of “{repository}” came damaged twice. Try again later, or on "
    "another network.",
    "model_is_there": "“{repository}” is there already, in “{path}”. Delete that folder first to "
    "download it anew.",
    "downloading_elsewhere": "Another Facet is downloading “{repository}”. Wait until it is done, "
    "or pause it there.",
    "no_room_for_model": "The disk lacks {missing} GB for this model. Free as much, and go on.",
    "cannot_keep_model": "The model could not be saved in “{path}”: {detail}. Check that you may "
    "write there, and go on.",
    "download_failed": "The download failed unexpectedly: {detail}. What has come is kept; go on.",
    "unexpected": "Something went wrong in the model: {detail}. Nothing you wrote is lost; "
    "try again.",
}


class Problem(Exception):
    """A failure told in one sentence: `kind` is a key of SENTENCES, `details` fill its blanks."""

    def __init__(self, kind: str, /, **details: object) -> None:
        self.kind = kind
        self.details = {name: str(value) for name, value in details.items()}
        super().__init__(SENTENCES[kind].format(**self.details))
